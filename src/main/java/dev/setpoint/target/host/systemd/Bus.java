package dev.setpoint.target.host.systemd;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * A connection to the D-Bus of the system, as little as it takes to hear signals (D-Bus
 * Specification 0.43: authentication EXTERNAL, marshalling of strings, messages of at most a
 * mebibyte). For one thread.
 */
final class Bus implements Closeable {
  private static final int MAX_MESSAGE_BYTES = 1 << 20;
  private static final int MAX_GREETING_BYTES = 256;
  private static final int FIXED_HEADER = 16;
  private static final byte METHOD_CALL = 1;
  private static final byte SIGNAL = 4;
  private static final String BUS = "org.freedesktop.DBus";
  private static final String SYSTEMD = "org.freedesktop.systemd1";

  private final SocketChannel channel;
  private int serial;

  private Bus(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * A signal.
   *
   * @param path of the object that sent it
   * @param text its first argument when that is text, else empty
   */
  record Signal(String path, String member, String text) {}

  /** Connects and says hello. */
  static Bus connect(Path socket) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    var bus = new Bus(channel);
    try {
      bus.authenticate();
      bus.call(new Call("/org/freedesktop/DBus", BUS, "Hello", BUS), List.of());
      return bus;
    } catch (IOException e) {
      bus.close();
      throw e;
    }
  }

  private void authenticate() throws IOException {
    int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    var number = String.valueOf(uid).getBytes(StandardCharsets.US_ASCII);
    write("\0AUTH EXTERNAL " + HexFormat.of().formatHex(number) + "\r\n");
    var answer = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (answer.indexOf("\r\n") < 0) {
      one.clear();
      fill(one);
      answer.append((char) one.get(0));
      if (answer.length() > MAX_GREETING_BYTES) {
        throw new IOException("the bus does not greet");
      }
    }
    if (!answer.toString().startsWith("OK ")) {
      throw new IOException("the bus does not let us in: " + answer.toString().strip());
    }
    write("BEGIN\r\n");
  }

  /** From now on signals of units and of systemd itself come in. */
  void listenToSystemd() throws IOException {
    var bus = new Call("/org/freedesktop/DBus", BUS, "AddMatch", BUS);
    call(
        bus,
        List.of(
            "type='signal',sender='%s',interface='org.freedesktop.DBus.Properties',"
                    .formatted(SYSTEMD)
                + "path_namespace='/org/freedesktop/systemd1/unit'"));
    call(
        bus,
        List.of("type='signal',sender='%s',interface='%s.Manager'".formatted(SYSTEMD, SYSTEMD)));
    var manager = SYSTEMD + ".Manager";
    call(new Call("/org/freedesktop/systemd1", manager, "Subscribe", SYSTEMD), List.of());
  }

  /** A method. */
  private record Call(String path, String type, String member, String destination) {}

  private void call(Call call, List<String> arguments) throws IOException {
    var body = buffer();
    arguments.forEach(each -> text(body, each));
    body.flip();
    var message = buffer();
    message.put((byte) 'l').put(METHOD_CALL).put((byte) 0).put((byte) 1);
    message.putInt(body.remaining()).putInt(++serial);
    int length = message.position();
    message.putInt(0);
    int begin = message.position();
    field(message, 1, "o", call.path());
    field(message, 2, "s", call.type());
    field(message, 3, "s", call.member());
    field(message, 6, "s", call.destination());
    if (!arguments.isEmpty()) {
      align(message, 8);
      message.put((byte) 8);
      signature(message, "g");
      signature(message, "s".repeat(arguments.size()));
    }
    message.putInt(length, message.position() - begin);
    align(message, 8);
    message.put(body).flip();
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void field(ByteBuffer to, int code, String type, String value) {
    align(to, 8);
    to.put((byte) code);
    signature(to, type);
    text(to, value);
  }

  private static void signature(ByteBuffer to, String text) {
    to.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
  }

  private static void text(ByteBuffer to, String text) {
    align(to, 4);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.putInt(bytes.length).put(bytes).put((byte) 0);
  }

  private static void align(ByteBuffer to, int size) {
    while (to.position() % size != 0) {
      to.put((byte) 0);
    }
  }

  private void write(String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The next signal; blocks until there is one. */
  Signal next() throws IOException {
    while (true) {
      ByteBuffer message = message();
      if (message.get(1) == SIGNAL) {
        return signal(message);
      }
    }
  }

  /** A whole message; its position is where the fields of the header begin. */
  private ByteBuffer message() throws IOException {
    var head = ByteBuffer.allocate(FIXED_HEADER);
    fill(head);
    var order = head.get(0) == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    head.order(order);
    int body = head.getInt(4);
    int fields = head.getInt(12);
    if (body < 0 || fields < 0 || body > MAX_MESSAGE_BYTES || fields > MAX_MESSAGE_BYTES) {
      throw new IOException("a message of the bus is too large");
    }
    int header = (FIXED_HEADER + fields + 7) / 8 * 8;
    var whole = ByteBuffer.allocate(header + body).order(order);
    whole.put(head.array());
    fill(whole);
    return whole.position(FIXED_HEADER);
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the bus closed the connection");
      }
    }
  }

  private static Signal signal(ByteBuffer message) throws IOException {
    try {
      int end = FIXED_HEADER + message.getInt(12);
      String path = "";
      String member = "";
      String types = "";
      while (message.position() < end) {
        skipTo(message, 8);
        int code = message.get();
        String type = readSignature(message);
        String value =
            switch (type) {
              case "g" -> readSignature(message);
              case "u" -> readNumber(message);
              default -> readText(message);
            };
        switch (code) {
          case 1 -> path = value;
          case 3 -> member = value;
          case 8 -> types = value;
          default -> {}
        }
      }
      skipTo(message, 8);
      return new Signal(path, member, types.startsWith("s") ? readText(message) : "");
    } catch (RuntimeException e) {
      throw new IOException("a message of the bus cannot be read", e);
    }
  }

  private static void skipTo(ByteBuffer from, int size) {
    from.position((from.position() + size - 1) / size * size);
  }

  private static String readNumber(ByteBuffer from) {
    skipTo(from, 4);
    return String.valueOf(from.getInt());
  }

  private static String readSignature(ByteBuffer from) {
    var bytes = new byte[from.get()];
    from.get(bytes).get();
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static String readText(ByteBuffer from) {
    skipTo(from, 4);
    var bytes = new byte[from.getInt()];
    from.get(bytes).get();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
