/** Named settings: the record components that JSON, YAML and the command line all set by the same name. */
package tensorbang.settings;
