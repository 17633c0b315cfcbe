package io.heaptide.diagnosis.capture;

/** What a look into a process is for. */
public enum CaptureKind {
    /** what grows within a window; tools that watch only what happens in it will do */
    GROWTH,
    /** all that lives, told once, to compare one day with another */
    SNAPSHOT,
    /** a JVM's full dump, which somebody asked for: it stands still meanwhile */
    HEAP_DUMP
}
