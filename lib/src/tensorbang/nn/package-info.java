/**
 * The layer vocabulary in which a network is defined once, and the graphs, variables and layer table that follow from
 * it.
 */
package tensorbang.nn;
