package io.heaptide.node.identity;

/** A container's names in Kubernetes. */
record ContainerName(String namespace, String pod, String container) {}
