package io.heaptide.diagnosis.capture;

import java.time.Instant;

/** What a trace told at one instant. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TracedText(byte[] bytes, Instant at) {}
