package dev.setpoint.target.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} over a unix socket of the JDK. Streams read and write the channel directly: the
 * ones of {@code Channels} share a lock, so that a reader would block the writer.
 */
final class UnixSocket extends Socket {
  /** The client's probe whether an idle connection is still open asks with one millisecond. */
  private static final int PROBE_MILLIS = 10;

  private final Path path;
  private volatile @Nullable SocketChannel channel;
  private volatile boolean closed;
  private volatile int soTimeout;

  UnixSocket(Path path) {
    this.path = path;
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    // Connecting to a unix socket never waits for a peer, so the time limit has nothing to bound.
    SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      opened.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    channel = opened;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    SocketChannel open = open();
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int timeout = soTimeout;
        return timeout > 0 && timeout <= PROBE_MILLIS ? probe(open, buffer) : open.read(buffer);
      }
    };
  }

  private static int probe(SocketChannel open, ByteBuffer buffer) throws IOException {
    open.configureBlocking(false);
    try {
      int read = open.read(buffer);
      if (read == 0) {
        throw new SocketTimeoutException("nothing to read");
      }
      return read;
    } finally {
      open.configureBlocking(true);
    }
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    SocketChannel open = open();
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
          open.write(buffer);
        }
      }
    };
  }

  private SocketChannel open() throws SocketException {
    SocketChannel open = channel;
    if (open == null) {
      throw new SocketException("not connected to " + path);
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    SocketChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public boolean isConnected() {
    return channel != null;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isInputShutdown() {
    return closed;
  }

  @Override
  public boolean isOutputShutdown() {
    return closed;
  }

  @Override
  public void setSoTimeout(int millis) {
    soTimeout = millis;
  }

  @Override
  public int getSoTimeout() {
    return soTimeout;
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // a unix socket sends at once
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
