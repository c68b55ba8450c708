package dev.akshay.portfolio.platform.content;

/**
 * Groups constraints that hold in content files alone: a file stands for itself, where a
 * request leaves out what may stay as it is.
 */
public interface InFile {

}
