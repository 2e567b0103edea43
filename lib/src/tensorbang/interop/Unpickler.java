package tensorbang.interop;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python pickles of protocols 2 to 5 without running anything. It knows the opcodes for None (null), booleans,
 * integers (Long, BigInteger), floats (Double), strings, lists and tuples (List) and dicts (Map); what a class name
 * stands for is its caller's decision. The opcodes are described in CPython's {@code Lib/pickletools.py}.
 *
 * <p>A pickle may be hostile: it can have at most 64 MiB and four million opcodes, and sizes in it are believed only as
 * far as there are bytes.
 */
final class Unpickler {
  static final int MAX_BYTES = 64 << 20;
  static final int MAX_OPCODES = 4_000_000;

  /** Characters of a key: a longer one takes time wherever its dict is looked into. */
  static final int MAX_KEY = 1024;

  /** What a pickle may refer to beyond plain data. */
  interface Classes {
    /**
     * What the class or function {@code name} stands for, for example {@code collections.OrderedDict}; a {@link
     * Function} where the pickle may call it.
     */
    Object find(String name) throws Malformed;

    /** The object that is stored outside the pickle under this id. */
    Object persistent(Object id) throws Malformed;
  }

  /** What a pickle may call. */
  @FunctionalInterface
  interface Function {
    Object apply(List<?> arguments) throws Malformed;
  }

  private final InputStream in;
  private final Classes classes;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int position;

  /** {@code in} should be buffered. */
  Unpickler(InputStream in, Classes classes) {
    this.in = in;
    this.classes = classes;
  }

  /** How many bytes the pickle has so far. */
  int position() {
    return position;
  }

  /** The object that the pickle describes; {@code in} then stands behind the pickle's last byte. */
  Object load() throws IOException, Malformed {
    if (u1() != 0x80) throw new Malformed("it has no pickle where one should start");
    int protocol = u1();
    if (protocol < 2 || protocol > 5) throw new Malformed("its pickle protocol is " + protocol + ", not 2 to 5");
    for (int opcodes = 0; opcodes < MAX_OPCODES; opcodes++) {
      int opcode = u1();
      if (opcode == '.') return pop();
      execute(opcode);
    }
    throw new Malformed("its pickle has more than " + MAX_OPCODES + " opcodes");
  }

  private void execute(int opcode) throws IOException, Malformed {
    switch (opcode) {
      case 0x95 -> bytes(8); // FRAME: the length of what follows
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add((long) u1());
      case 'M' -> stack.add((long) Short.toUnsignedInt(bytes(2).getShort()));
      case 'J' -> stack.add((long) bytes(4).getInt());
      case 0x8a -> stack.add(integer(u1()));
      case 'G' -> stack.add(bytes(8).order(ByteOrder.BIG_ENDIAN).getDouble());
      case 'U', 0x8c -> stack.add(string(u1()));
      case 'T', 'X' -> stack.add(string(u4()));
      case 0x8d -> stack.add(string(bytes(8).getLong()));
      case '(' -> marks.add(stack.size());
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> stack.add(top());
      case ']', ')' -> stack.add(new ArrayList<>());
      case 'l', 't' -> stack.add(popToMark());
      case 0x85 -> stack.add(pop(1));
      case 0x86 -> stack.add(pop(2));
      case 0x87 -> stack.add(pop(3));
      case 'a' -> append(pop(1));
      case 'e' -> append(popToMark());
      case '}' -> stack.add(new LinkedHashMap<>());
      case 'd' -> {
        List<Object> items = popToMark();
        stack.add(new LinkedHashMap<>());
        put(items);
      }
      case 's' -> put(pop(2));
      case 'u' -> put(popToMark());
      case 'q' -> memo.put(u1(), top());
      case 'r' -> memo.put((int) u4(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> stack.add(remembered(u1()));
      case 'j' -> stack.add(remembered((int) u4()));
      case 'c' -> stack.add(classes.find(line() + "." + line()));
      case 0x93 -> {
        String name = pop(String.class);
        stack.add(classes.find(pop(String.class) + "." + name));
      }
      case 'R' -> {
        List<?> arguments = pop(List.class);
        stack.add(pop(Function.class).apply(arguments));
      }
      case 'b' -> setAttributes();
      case 'Q' -> stack.add(classes.persistent(pop()));
      default -> throw new Malformed("its pickle has the opcode 0x%02x, which is not read".formatted(opcode));
    }
  }

  /** PyTorch's state dicts carry their format's version as an attribute of the dict: nothing to keep. */
  private void setAttributes() throws Malformed {
    pop(Map.class);
    top(Map.class);
  }

  private void append(List<Object> items) throws Malformed {
    @SuppressWarnings("unchecked")
    List<Object> list = top(List.class);
    list.addAll(items);
  }

  private void put(List<Object> items) throws Malformed {
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = top(Map.class);
    if (items.size() % 2 != 0) throw new Malformed("its pickle has a key without a value");
    for (int i = 0; i < items.size(); i += 2) dict.put(key(items.get(i)), items.get(i + 1));
  }

  /** Containers are no keys: one that contains itself has no hash code. */
  static Object key(Object key) throws Malformed {
    if (key instanceof String text && text.length() > MAX_KEY)
      throw new Malformed(
          "it has a dict with a key of " + text.length() + " characters; at most " + MAX_KEY + " are read");
    if (key == null || key instanceof String || key instanceof Number || key instanceof Boolean) return key;
    throw new Malformed("it has a dict whose keys are neither strings nor numbers");
  }

  private Object remembered(int index) throws Malformed {
    if (!memo.containsKey(index)) throw new Malformed("its pickle refers to an object that it does not have");
    return memo.get(index);
  }

  private Object top() throws Malformed {
    if (stack.size() <= floor()) throw new Malformed("its pickle takes more than it has put");
    return stack.get(stack.size() - 1);
  }

  private <T> T top(Class<T> type) throws Malformed {
    Object top = top();
    if (!type.isInstance(top)) throw new Malformed("its pickle is out of order");
    return type.cast(top);
  }

  private Object pop() throws Malformed {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  private <T> T pop(Class<T> type) throws Malformed {
    T top = top(type);
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> pop(int count) throws Malformed {
    if (stack.size() - count < floor()) throw new Malformed("its pickle takes more than it has put");
    return popFrom(stack.size() - count);
  }

  private List<Object> popToMark() throws Malformed {
    if (marks.isEmpty()) throw new Malformed("its pickle takes more than it has put");
    return popFrom(marks.remove(marks.size() - 1));
  }

  private List<Object> popFrom(int start) {
    List<Object> tail = stack.subList(start, stack.size());
    List<Object> popped = new ArrayList<>(tail);
    tail.clear();
    return popped;
  }

  /** What was put before the last mark is out of reach. */
  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private Number integer(int length) throws IOException, Malformed {
    if (length == 0) return 0L;
    byte[] bigEndian = bytes(length).array();
    for (int i = 0, j = length - 1; i < j; i++, j--) {
      byte swapped = bigEndian[i];
      bigEndian[i] = bigEndian[j];
      bigEndian[j] = swapped;
    }
    BigInteger value = new BigInteger(bigEndian);
    if (value.bitLength() < Long.SIZE) return value.longValue();
    return value;
  }

  private String string(long length) throws IOException, Malformed {
    return utf8(bytes(length));
  }

  private String line() throws IOException, Malformed {
    byte[] text = new byte[256];
    for (int length = 0; length < text.length; length++) {
      int next = u1();
      if (next == '\n') return utf8(ByteBuffer.wrap(text, 0, length));
      text[length] = (byte) next;
    }
    throw new Malformed("its pickle names a class with more than " + text.length + " letters");
  }

  private static String utf8(ByteBuffer text) throws Malformed {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("its pickle has a string that is not UTF-8");
    }
  }

  private int u1() throws IOException, Malformed {
    int value = in.read();
    if (value < 0) throw Malformed.truncated();
    count(1);
    return value;
  }

  private long u4() throws IOException, Malformed {
    return Integer.toUnsignedLong(bytes(4).getInt());
  }

  /** The next bytes, little-endian. */
  private ByteBuffer bytes(long length) throws IOException, Malformed {
    count(length);
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) throw Malformed.truncated();
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void count(long length) throws Malformed {
    if (length < 0 || length > MAX_BYTES - position) {
      throw new Malformed("its pickle has more than " + (MAX_BYTES >> 20) + " MiB");
    }
    position += (int) length;
  }
}
