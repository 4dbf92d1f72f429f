package dev.setpoint.target.lxd.api;

import java.io.IOException;
import java.io.OutputStream;

/** Content of a file that is too large to be held at once. */
@FunctionalInterface
public interface FileStream {
  /** Writes all of it; called once, and not closed by it. */
  void writeTo(OutputStream out) throws IOException;
}
