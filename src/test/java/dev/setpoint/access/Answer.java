package dev.setpoint.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What came back over a connection, as it came.
 *
 * @param status of HTTP, or 0 when what came back is not HTTP
 * @param text of everything, one character for each byte
 */
record Answer(int status, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD_END = "\r\n\r\n";
  private static final int ENOUGH = 64 * 1024;

  /** Nothing came back, or nothing that is HTTP. */
  static final Answer NONE = new Answer(0, "");

  /** Says something over a connection and hears what comes back, streams only as far as heads. */
  static Answer over(Socket socket, String request) {
    var heard = new ByteArrayOutputStream();
    try {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      hear(socket.getInputStream(), heard);
    } catch (IOException refused) {
      // What was heard until then is what counts.
    }
    String text = heard.toString(StandardCharsets.ISO_8859_1);
    return text.startsWith("HTTP/1.") && text.length() > 12
        ? new Answer(Integer.parseInt(text.substring(9, 12)), text)
        : new Answer(0, text);
  }

  private static void hear(InputStream in, ByteArrayOutputStream heard) throws IOException {
    for (int next = in.read(); next >= 0 && heard.size() < ENOUGH; next = in.read()) {
      heard.write(next);
      if (next == '\n') {
        String text = heard.toString(StandardCharsets.ISO_8859_1);
        if (text.endsWith(HEAD_END) && isStream(text)) {
          return;
        }
      }
    }
  }

  private static boolean isStream(String head) {
    return head.startsWith("HTTP/1.1 101") || head.contains("text/event-stream");
  }

  JsonNode json() {
    int end = text.indexOf(HEAD_END);
    int open = end < 0 ? -1 : text.indexOf('{', end);
    try {
      return open < 0
          ? MissingNode.getInstance()
          : JSON.readTree(text.substring(open, text.lastIndexOf('}') + 1));
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  String error() {
    return json().path("error").asText();
  }

  String remedy() {
    return json().path("remedy").asText();
  }
}
