/** The command line: options that scripts share, exit codes, progress, where a run's files go. */
package tensorbang.cli;
