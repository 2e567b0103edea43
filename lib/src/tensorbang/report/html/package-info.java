/** Pages of HTML that need no network: figures as SVG, tables that sort, and the index of all runs. */
package tensorbang.report.html;
