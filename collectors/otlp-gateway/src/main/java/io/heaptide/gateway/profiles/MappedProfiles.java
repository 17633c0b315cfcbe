package io.heaptide.gateway.profiles;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.signals.Rejections;
import java.util.List;

/**
 * What one profiles request holds for Heaptide.
 *
 * @param summaries one for each resource and time; several profiles make one, since a profile has a single sample type
 * @param acceptedProfiles profiles that are in a summary
 * @param ignoredProfiles profiles of something other than memory
 * @param rejections profiles of memory that could not be used
 */
public record MappedProfiles(
        List<AllocationSummary> summaries, long acceptedProfiles, long ignoredProfiles, Rejections rejections) {

    public MappedProfiles {
        summaries = List.copyOf(summaries);
    }
}
