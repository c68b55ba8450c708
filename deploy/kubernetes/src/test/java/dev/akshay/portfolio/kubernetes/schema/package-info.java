/** Those who know what Kubernetes takes, and find different things. */
package dev.akshay.portfolio.kubernetes.schema;
