/** Makes of overlays what would be sent to a cluster, where no Kustomize is at hand. */
package dev.akshay.portfolio.kubernetes.kustomize;
