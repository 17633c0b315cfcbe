package io.heaptide.signals;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workload behind a pod's name, for collectors that send no owner (kubeletstats, cAdvisor).
 *
 * <p>Kubernetes makes pod names by rule: a Deployment's pod is {@code name-<template hash>-<5 letters>}, a CronJob's
 * {@code name-<minutes>-<5 letters>}, a DaemonSet's or Job's {@code name-<5 letters>}, a StatefulSet's
 * {@code name-<ordinal>}. The letters come from an alphabet without vowels, 0, 1 and 3 (k8s.io/apimachinery
 * util/rand), so ordinary words do not look like them.
 */
final class WorkloadName {

    private static final String RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";

    private static final List<Pattern> RULES = List.of(
            Pattern.compile("(.+)-" + RANDOM + "{6,10}-" + RANDOM + "{5}"),
            Pattern.compile("(.+)-\\d{8,11}-" + RANDOM + "{5}"),
            Pattern.compile("(.+)-" + RANDOM + "{5}"),
            Pattern.compile("(.+)-\\d{1,5}"));

    private WorkloadName() {}

    static String ofPod(String podName) {
        for (Pattern rule : RULES) {
            Matcher matcher = rule.matcher(podName);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return podName;
    }
}
