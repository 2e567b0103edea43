package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void columnsIsAWidthOrNothing() {
    assertEquals(132, Terminal.width("132"));
    for (String nonsense : new String[] {null, "", "0", "-5", "wide", "99999999999"})
      assertEquals(0, Terminal.width(nonsense), nonsense);
  }
}
