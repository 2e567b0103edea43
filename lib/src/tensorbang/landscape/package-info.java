/** The loss of a trained network as a function of its weights: along lines, on planes, and between two networks. */
package tensorbang.landscape;
