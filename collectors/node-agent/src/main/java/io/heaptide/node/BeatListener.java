package io.heaptide.node;

/** Told of every beat, on the agent's own thread: whatever takes time belongs on another one. */
@FunctionalInterface
public interface BeatListener {

    /** Takes one beat. What it throws is logged and counted, and keeps no other listener from being told. */
    void onBeat(NodeBeat beat);
}
