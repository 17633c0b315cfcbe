/** Asks for diagnoses from the command line. */
@NullMarked
package io.heaptide.diagnosis.command;

import org.jspecify.annotations.NullMarked;
