package tensorbang.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import tensorbang.InputException;
import tensorbang.Json;

class DeviceTest {
  @BeforeAll
  static void startTensorFlow() {
    TensorFlowRuntime.start();
  }

  @Test
  void onlyTheFirstQuestionLooksForAGpu() {
    AtomicInteger looks = new AtomicInteger();
    GpuProbe probe = new GpuProbe(() -> "look " + looks.incrementAndGet());
    assertNull(probe.whyNotUsed(), "nobody has asked");
    assertEquals("look 1", probe.obstacle());
    assertEquals("look 1", probe.obstacle());
  }

  @Test
  void autoIsTheCpuWhereThereIsNoGpu() {
    assumeTrue(!GpuProbe.hasGpuKernels(), "with TensorFlow's GPU library the answer depends on the machine");
    assertEquals(Device.CPU, Device.AUTO.resolve());
  }

  @Test
  void withoutTheGpuLibraryOneLineSaysHowToGetIt() {
    assumeTrue(!GpuProbe.hasGpuKernels(), "this is TensorFlow's GPU library");
    String said = assertThrows(InputException.class, Device.GPU::resolve).getMessage();
    assertTrue(said.startsWith("device gpu: "), said);
    assertTrue(said.contains("TF_NATIVE=linux-x86_64-gpu"), said);
    assertEquals(1, said.lines().count());
    assertNull(GpuProbe.PROCESS.whyNotUsed(), "the library for CPUs was not chosen for a GPU");
  }

  @Test
  void operationsSayForWhichDeviceTheyAre() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      assertEquals(Device.CPU, Device.of(tf));
      assertEquals(Device.CPU, Device.of(Device.CPU.place(tf)));
      assertEquals(Device.GPU, Device.of(Device.GPU.place(tf)));
      assertEquals(Device.GPU, Device.of(Device.GPU.place(tf).withName("loss")));
    }
  }

  @Test
  void tensorFloat32IsRefusedOnACpu() {
    String said = assertThrows(InputException.class, () -> Precision.TF32.check(Device.CPU))
        .getMessage();
    assertTrue(said.startsWith("precision tf32: ") && said.contains("choose float32"), said);
    Precision.TF32.check(Device.GPU);
    for (Precision p : new Precision[] {Precision.FLOAT32, Precision.BFLOAT16}) p.check(Device.CPU);
  }

  @Test
  void aLibraryThatIsMissingIsNamed() {
    assertEquals("libcudnn.so.999 is missing", CudaLibraries.problemOf("libcudnn.so.999"));
  }

  @Test
  void ofSeveralErrorsTheFirstReasonIsTold() {
    String several = "2 root error(s) found.\n  (0) INTERNAL: No BLAS for stream.\n\t [[{{node MatMul}}]]\n  (1) X";
    assertEquals("INTERNAL: No BLAS for stream.", GpuProbe.firstReason(several));
    assertEquals(
        "No DNN in stream executor", GpuProbe.firstReason("No DNN in stream executor\n\t [[{{node Conv2D}}]]"));
    assertEquals("unknown error", GpuProbe.firstReason(""));
  }

  @Test
  void whereOnlyTheCompilersLibraryIsMissingThatIsSaid() {
    assertTrue(GpuProbe.failure("UNKNOWN: JIT compilation failed.").contains("libdevice.10.bc"));
    assertTrue(GpuProbe.failure("INTERNAL: No BLAS for stream.").endsWith("INTERNAL: No BLAS for stream."));
  }

  @Test
  void aCpuIsDescribedByThreadsAndProcessor() {
    Environment cpu = new Environment("os", "AMD EPYC", 2, 1, "cpu", "java", "tf", "2026-11-21T00:00:00Z");
    assertEquals("CPU, 1 thread (AMD EPYC)", cpu.description());
    assertSame(cpu, cpu.measured());
    assertNull(cpu.gpuMemory());
    assertTrue(!Json.write(cpu).contains("gpu"), "nothing of a GPU in JSON");
  }

  @Test
  void aGpuIsDescribedByNameMemoryDriverAndCuda() {
    Gpu gpu = new Gpu("NVIDIA H100", "550.54.14", "12.4", 80L << 30, null);
    Environment environment = new Environment("os", "cpu", 2, 2, "gpu", "java", "tf", "2026-11-21T00:00:00Z", gpu);
    assertEquals("GPU, NVIDIA H100 (80.0 GiB, driver 550.54.14, CUDA 12.4)", environment.description());
    assertNull(environment.gpuMemory());
    Gpu used = new Gpu("NVIDIA H100", null, "12.4", 80L << 30, 3L << 29);
    assertEquals("NVIDIA H100 (80.0 GiB, CUDA 12.4)", used.description());
    assertEquals("1.5 of 80.0 GiB of memory in use", used.memory());
    assertEquals(environment, Json.read(Json.write(environment), Environment.class, "JSON"));
  }
}
