package io.heaptide.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Renders receipts; like any template engine it makes far more garbage than output. */
final class ReceiptPrinter {

    private static final int PAGE_BYTES = 8 * 1024;

    private final int receiptBytes;
    private final int churnBytes;

    ReceiptPrinter(int receiptBytes, int churnBytes) {
        this.receiptBytes = receiptBytes;
        this.churnBytes = churnBytes;
    }

    /** A receipt of exactly the configured size. */
    byte[] print(String orderId, String items) {
        int checksum = layOut(orderId);
        byte[] receipt = new byte[receiptBytes];
        Arrays.fill(receipt, (byte) ' ');
        byte[] text = ("order " + orderId + " #" + checksum + "\n" + items).getBytes(US_ASCII);
        System.arraycopy(text, 0, receipt, 0, Math.min(text.length, receiptBytes));
        return receipt;
    }

    /** Page by page, as a layout pass works: each page is read once and dropped. */
    private int layOut(String orderId) {
        int checksum = 0;
        for (int done = 0; done < churnBytes; done += PAGE_BYTES) {
            byte[] page = new byte[PAGE_BYTES];
            Arrays.fill(page, (byte) orderId.charAt(done % orderId.length()));
            checksum += Arrays.hashCode(page);
        }
        return checksum;
    }
}
