/** What is compared: which contenders, on which trial, with which effort, and how each run ended. */
package io.postrider.benchmarks.trial;
