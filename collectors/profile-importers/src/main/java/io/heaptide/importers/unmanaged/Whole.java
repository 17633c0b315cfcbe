package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.TextLines;

/** Whole numbers in text, as far as memory can hold so much. */
final class Whole {

    /** All that a 64-bit process can address today: five-level page tables, 57 bits. */
    private static final long MAX = 1L << 57;

    private Whole() {}

    /** Digits, with or without commas between the thousands. */
    static long of(String digits, TextLines lines) throws BadProfile {
        try {
            return plausible(Long.parseLong(digits.replace(",", "")));
        } catch (NumberFormatException | ArithmeticException wrong) {
            throw lines.bad(BadProfile.quoted(digits) + " bytes or objects are more than memory can hold");
        }
    }

    static Amount amount(String bytes, String count, TextLines lines) throws BadProfile {
        return new Amount(of(bytes, lines), of(count, lines));
    }

    private static long plausible(long number) {
        if (number < 0 || number > MAX) {
            throw new ArithmeticException(number + " is more than memory can hold");
        }
        return number;
    }
}
