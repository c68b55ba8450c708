/** Kubernetes objects as maps and lists. */
package dev.akshay.portfolio.kubernetes.manifest;
