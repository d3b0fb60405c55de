/** 25 MB: what one message may carry in all, and so one file. */
export const MOST_BYTES = 25_000_000;

/**
 * Mail servers stop at 25 MB of message, and base64 makes a third more of a file (providers.md §2.1). What is larger
 * goes by link.
 */
export const MOST_IN_MAIL_BYTES = 18_000_000;

export const MOST_FILES = 10;
