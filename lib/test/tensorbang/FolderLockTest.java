package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir
  Path folder;

  /** Another process that has the folder until its standard input ends. */
  public static final class Holder {
    public static void main(String... arguments) throws Exception {
      try (FolderLock lock = FolderLock.acquire(Path.of(arguments[0]))) {
        System.out.println("held");
        System.in.read();
      }
    }
  }

  private Process holder() throws Exception {
    Process holder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    assertEquals("held", holder.inputReader().readLine());
    return holder;
  }

  @Test
  void aFolderThatAnotherProgramHasIsRefusedAtOnceAndFreeWhenThatIsKilled() throws Exception {
    Process holder = holder();
    String message =
        assertThrows(InputException.class, () -> FolderLock.acquire(folder)).getMessage();
    assertEquals(
        folder + ": another program (process " + holder.pid()
            + ") is writing there; wait for its end or choose another folder",
        message);
    holder.destroyForcibly().waitFor();
    FolderLock.acquire(folder).close();
  }

  @Test
  void waitsForTheOtherProgramToEnd() throws Exception {
    Process holder = holder();
    boolean[] asked = {false};
    try (FolderLock lock = FolderLock.await(folder, () -> {
      asked[0] = true;
      holder.destroyForcibly();
      return false;
    })) {
      assertNotNull(lock);
      assertEquals(true, asked[0]);
    }
  }

  @Test
  void waitsNoLongerThanItIsLet() throws Exception {
    Process holder = holder();
    assertNull(FolderLock.await(folder, () -> true));
    holder.destroyForcibly().waitFor();
  }

  @Test
  void theThreadThatHasItMayTakeItAgainAndAnotherMayNot() {
    try (FolderLock first = FolderLock.acquire(folder)) {
      FolderLock.acquire(folder).close();
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> FolderLock.acquire(folder).close());
      assertThrows(Exception.class, other::join);
    }
    CompletableFuture.runAsync(() -> FolderLock.acquire(folder).close()).join();
  }
}
