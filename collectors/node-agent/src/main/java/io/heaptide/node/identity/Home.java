package io.heaptide.node.identity;

/**
 * Where everything lives that one agent sees.
 *
 * @param node the node's name, as its other collectors call it
 * @param cluster the Kubernetes cluster's, empty if none is told
 */
public record Home(String node, String cluster) {}
