package io.heaptide.gate.version;

/**
 * Which version is asked about.
 *
 * @param service name, or namespace/name
 * @param version the new one
 * @param against the one to compare with; empty for the last that ran before
 */
public record VersionQuestion(String service, String version, String against) {

    public VersionQuestion {
        if (service.isBlank()) {
            throw new IllegalArgumentException("service must not be blank");
        }
        if (version.isBlank()) {
            throw new IllegalArgumentException("version must not be blank");
        }
        if (version.equals(against)) {
            throw new IllegalArgumentException("a version cannot be compared with itself: " + version);
        }
    }

    /** As a report names it. */
    public String subject() {
        return service + " " + version + (against.isEmpty() ? "" : " against " + against);
    }
}
