/** What a network costs: parameters, multiply-accumulates and activations, by layer, also as THOP counts them. */
package tensorbang.cost;
