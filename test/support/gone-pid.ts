/** The number of a process that is over: Linux gives no process a number above 2^22, however long it runs. */
export const GONE_PID = 2 ** 22 + 1;
