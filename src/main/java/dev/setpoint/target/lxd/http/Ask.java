package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A call to make.
 *
 * @param method of HTTP
 * @param path encoded
 * @param query not encoded
 * @param headers of it
 * @param body what is sent, if anything
 */
record Ask(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable RequestBody body) {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final MediaType BYTES_TYPE = MediaType.get("application/octet-stream");

  static Ask get(String path) {
    return new Ask("GET", path, Map.of(), Map.of(), null);
  }

  static Ask head(String path) {
    return new Ask("HEAD", path, Map.of(), Map.of(), null);
  }

  static Ask delete(String path) {
    return new Ask("DELETE", path, Map.of(), Map.of(), null);
  }

  static Ask post(String path, JsonNode body) {
    return new Ask("POST", path, Map.of(), Map.of(), json(body));
  }

  static Ask put(String path, JsonNode body) {
    return new Ask("PUT", path, Map.of(), Map.of(), json(body));
  }

  static Ask send(String path, RequestBody body) {
    return new Ask("POST", path, Map.of(), Map.of(), new Once(body));
  }

  static RequestBody bytes(byte[] bytes) {
    return RequestBody.create(bytes, BYTES_TYPE);
  }

  /** Content that is made while it is sent. */
  static RequestBody stream(FileStream content) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return BYTES_TYPE;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        content.writeTo(sink.outputStream());
      }
    };
  }

  private static RequestBody json(JsonNode body) {
    return new Once(RequestBody.create(body.toString(), JSON_TYPE));
  }

  /** The same within the project of a path; the default one is not named. */
  Ask in(EntityPath path) {
    return path.type().isInProject() ? in(path.project()) : this;
  }

  /** The same within a project; the default one is not named. */
  Ask in(String project) {
    return project.equals(EntityPath.DEFAULT_PROJECT) ? this : with("project", project);
  }

  Ask with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new Ask(method, path, more, headers, body);
  }

  Ask header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Ask(method, path, query, more, body);
  }

  Request on(HttpUrl base) {
    HttpUrl.Builder url = base.newBuilder().encodedPath(path);
    query.forEach(url::addQueryParameter);
    var request = new Request.Builder().url(url.build()).method(method, body);
    headers.forEach(request::header);
    return request.build();
  }

  /** As errors name it; neither headers nor the body are in it. */
  @Override
  public String toString() {
    String project = query.get("project");
    return method + " " + path + (project == null ? "" : "?project=" + project);
  }

  /** A body that is never sent a second time by itself: the first may have worked. */
  private static final class Once extends RequestBody {
    private final RequestBody body;

    Once(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }
}
