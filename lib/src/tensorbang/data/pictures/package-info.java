/** Unlabelled images: picture files of any size, folders of them, and files of bare pixels. */
package tensorbang.data.pictures;
