/** Jobs that take long and may fail, such as those of AI workers: priority, retry with a delay, dead letters, progress. */
package io.postrider.examples.longjobs;
