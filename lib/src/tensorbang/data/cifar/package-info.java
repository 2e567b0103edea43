/** CIFAR-10 and CIFAR-100: the download, the archive and the binary format. */
package tensorbang.data.cifar;
