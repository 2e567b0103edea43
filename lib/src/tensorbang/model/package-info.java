/** A trained network on disk, with all that prediction needs, and prediction itself. */
package tensorbang.model;
