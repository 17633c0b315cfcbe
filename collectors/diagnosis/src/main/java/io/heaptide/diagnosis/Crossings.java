package io.heaptide.diagnosis;

/**
 * Which bounds an instance has come near, so that each is told once until it falls back.
 *
 * @param request it has come near what was requested
 * @param limit it has come near its limit
 */
record Crossings(boolean request, boolean limit) {

    /** Far from everything. */
    static final Crossings NONE = new Crossings(false, false);
}
