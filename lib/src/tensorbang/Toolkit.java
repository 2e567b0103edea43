//JAVA 17+
//DEPS org.tensorflow:tensorflow-core-api:1.1.0
//DEPS org.tensorflow:tensorflow-core-native:1.1.0:${env.TF_NATIVE,os.detected.classifier}
//DEPS com.google.protobuf:protobuf-java:3.25.6
//DEPS org.tribuo:tribuo-util-onnx:4.3.2
//DEPS info.picocli:picocli:4.7.7
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4
//DEPS com.fasterxml.jackson.dataformat:jackson-dataformat-yaml:2.22.4
//DEPS tech.tablesaw:tablesaw-core:0.44.4
//DEPS com.google.guava:guava:33.4.8-jre
//DEPS org.apache.commons:commons-math3:3.6.1
//DEPS com.github.haifengl:smile-core:2.6.0
//DEPS com.j2html:j2html:1.6.0
//DEPS org.jfree:jfreechart:1.5.6
//DEPS org.jfree:org.jfree.svg:5.0.7
//DEPS com.github.librepdf:openpdf-fonts-extra:2.0.3@fatjar
//DEPS com.j2html:j2html:1.6.0
//DEPS me.tongfei:progressbar:0.10.2
//DEPS commons-io:commons-io:2.20.0
//DEPS org.apache.commons:commons-compress:1.28.0
//DEPS net.java.dev.jna:jna:5.19.1
//DEPS org.slf4j:slf4j-nop:2.0.17
//JAVAC_OPTIONS -encoding UTF-8
//SOURCES **.java
package tensorbang;

/**
 * Every version of every library, and every source of this one: a script takes all of it with one {@code //DEPS} line,
 * for which JBang makes one jar that all scripts share.
 */
public final class Toolkit {
  private Toolkit() {}
}
