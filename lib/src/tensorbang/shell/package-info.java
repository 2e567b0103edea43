/** The library in few words, for JShell. */
package tensorbang.shell;
