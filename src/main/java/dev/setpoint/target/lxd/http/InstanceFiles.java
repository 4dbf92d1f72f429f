package dev.setpoint.target.lxd.http;

import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.FileStream;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.RequestBody;

/** Files in instances, running or not. */
final class InstanceFiles {
  private static final int OCTAL = 8;

  private final HttpCalls calls;
  private final Supplier<Product> product;

  InstanceFiles(HttpCalls calls, Supplier<Product> product) {
    this.calls = calls;
    this.product = product;
  }

  Optional<FileInfo> stat(EntityPath instance, String path) {
    Ask ask = ask(Ask.head(files(instance)), instance, path);
    return found(
        () -> calls.read(ask, calls.limits().call(), response -> infoOf(ask, response.headers())));
  }

  Optional<InstanceFile> get(EntityPath instance, String path) {
    Ask ask = ask(Ask.get(files(instance)), instance, path);
    return found(() ->
        calls.read(
            ask,
            calls.limits().call(),
            response -> {
              FileInfo info = infoOf(ask, response.headers());
              byte[] body = HttpCalls.limited(ask, response, calls.limits().fileBytes());
              return info.type() == FileInfo.Type.DIRECTORY
                  ? directory(ask, info, body)
                  : InstanceFile.of(info, body);
            }));
  }

  private static InstanceFile directory(Ask ask, FileInfo info, byte[] body) {
    var names =
        HttpCalls.tree(ask, body)
            .path("metadata")
            .valueStream()
            .map(name -> name.asText())
            .toList();
    return InstanceFile.directory(info, names);
  }

  /**
   * Writes. A server leaves owner and mode of what is there already as they are, so what differs in
   * them is removed first.
   */
  void put(EntityPath instance, String path, InstanceFile file) {
    FileInfo info = file.info();
    Optional<FileInfo> before = stat(instance, path);
    if (before.isPresent() && isInTheWay(before.get(), info)) {
      delete(instance, path);
    } else if (before.isPresent() && info.type() == FileInfo.Type.DIRECTORY) {
      return;
    }
    calls.json(write(instance, path, info, Ask.bytes(file.content())), calls.limits().operation());
  }

  /** Writes a plain file piece by piece. */
  void send(EntityPath instance, String path, FileInfo info, FileStream content) {
    stat(instance, path)
        .filter(there -> isInTheWay(there, info))
        .ifPresent(_ -> delete(instance, path));
    calls.json(write(instance, path, info, Ask.stream(content)), calls.limits().transfer());
  }

  private Ask write(EntityPath instance, String path, FileInfo info, RequestBody body) {
    String prefix = product.get().headerPrefix();
    return ask(Ask.send(files(instance), body), instance, path)
        .header(prefix + "type", info.type().name().toLowerCase(Locale.ROOT))
        .header(prefix + "uid", Long.toString(info.owner()))
        .header(prefix + "gid", Long.toString(info.group()))
        .header(prefix + "mode", "%04o".formatted(info.mode()))
        .header(prefix + "write", "overwrite");
  }

  private static boolean isInTheWay(FileInfo there, FileInfo wanted) {
    return there.type() == FileInfo.Type.SYMLINK || !there.equals(wanted);
  }

  void delete(EntityPath instance, String path) {
    calls.json(ask(Ask.delete(files(instance)), instance, path));
  }

  private static String files(EntityPath instance) {
    return instance.path() + "/files";
  }

  private static Ask ask(Ask ask, EntityPath instance, String path) {
    return ask.in(instance).with("path", path);
  }

  private static <T> Optional<T> found(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private FileInfo infoOf(Ask ask, Headers headers) {
    String prefix = product.get().headerPrefix();
    try {
      return new FileInfo(
          FileInfo.Type.valueOf(header(headers, prefix + "type").toUpperCase(Locale.ROOT)),
          Long.parseLong(header(headers, prefix + "uid")),
          Long.parseLong(header(headers, prefix + "gid")),
          Integer.parseInt(header(headers, prefix + "mode"), OCTAL));
    } catch (IllegalArgumentException e) {
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER,
          ask.toString(),
          0,
          "its answer does not say what sort of file it is, or whose",
          e);
    }
  }

  private static String header(Headers headers, String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }
}
