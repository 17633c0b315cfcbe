package io.heaptide.importers;

import java.util.List;

/**
 * What one stack allocated, and how much of it is still there.
 *
 * @param frames innermost first; empty where the format knows types only
 * @param type of the objects; empty if unknown
 * @param allocated since the program's start or over the profile's time, freed or not; none if the format does not say
 * @param live not freed at the time of the profile
 * @param liveBytesError standard error of the live bytes, from sampling; 0 if each allocation was seen
 */
public record Site(List<Frame> frames, String type, Amount allocated, Amount live, double liveBytesError) {

    public Site {
        frames = List.copyOf(frames);
        if (frames.isEmpty() && type.isEmpty()) {
            throw new IllegalArgumentException("a site needs its frames or its type");
        }
        if (!(liveBytesError >= 0 && liveBytesError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("liveBytesError must be finite and not negative, got " + liveBytesError);
        }
    }

    /** A site of which each allocation was seen. */
    public static Site exact(List<Frame> frames, String type, Amount allocated, Amount live) {
        return new Site(frames, type, allocated, live, 0);
    }

    /** The same amounts elsewhere. */
    public Site withFrames(List<Frame> others) {
        return new Site(others, type, allocated, live, liveBytesError);
    }

    /** Both together, at this one's place: amounts add up, independent errors by their squares. */
    public Site plus(Site other) {
        return new Site(
                frames,
                type,
                allocated.plus(other.allocated),
                live.plus(other.live),
                Math.hypot(liveBytesError, other.liveBytesError));
    }
}
