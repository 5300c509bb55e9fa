package io.postrider.journal.derby.block;

/**
 * Reckons how large the next block may be to fit on the page that Derby's last row is on. Derby tries that page first where it takes it
 * for not full; a block that does not fit there costs an exception, and leaves the rest of the page empty. Nothing is wrong where this errs: Derby takes another page then. For
 * one thread.
 */
public final class PageRoom {
    /** Of a page of 32 KiB, without its header and its checksum. */
    private static final int PAGE_BYTES = 32_768 - 68;

    /** What a row takes beside its block: about 28 bytes. */
    private static final int ROW_BYTES = 40;

    /** A row takes no less. */
    private static final int MIN_BLOCK_BYTES = 256;

    /** With less than that a page is left as it is. */
    private static final int WORTH_BYTES = 1_024;

    private int left;

    /** The next block begins a page. */
    public void beginPage() {
        left = 0;
    }

    /** A block was inserted. */
    public void inserted(int blockBytes) {
        int taken = Math.max(blockBytes, MIN_BLOCK_BYTES) + ROW_BYTES;
        left = (taken <= left ? left : PAGE_BYTES) - taken;
    }

    /** The most bytes the next block should have. */
    public int nextBlockBytes() {
        int rest = left - ROW_BYTES;
        return rest < WORTH_BYTES ? BlockFormat.MAX_BLOCK_BYTES : rest;
    }
}
