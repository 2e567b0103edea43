/** How an implementation is found by a label such as {@code focal:2}, and how users add their own. */
package tensorbang.registry;
