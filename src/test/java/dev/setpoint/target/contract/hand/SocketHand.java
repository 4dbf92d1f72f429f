package dev.setpoint.target.contract.hand;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.setpoint.target.contract.hand.PlainHttp.Answer;
import dev.setpoint.target.contract.hand.PlainHttp.Body;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A hand at the socket of a real engine. */
public final class SocketHand implements Hand {
  private static final String API = "/v1.41";
  private static final String LOGIN = "application/json\r\nX-Registry-Auth: e30=";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PORT_RELEASE = Duration.ofSeconds(5);

  private final PlainHttp http;

  /** A hand at this socket. */
  public SocketHand(Path socket) {
    this.http = new PlainHttp(socket);
  }

  @Override
  public JsonNode container(String name) {
    return find("/containers/" + name + "/json");
  }

  @Override
  public JsonNode network(String name) {
    return find("/networks/" + name);
  }

  @Override
  public JsonNode volume(String name) {
    return find("/volumes/" + name);
  }

  @Override
  public List<String> names() {
    var names = new ArrayList<String>();
    for (JsonNode container : get("/containers/json?all=true")) {
      container.path("Names").forEach(name -> names.add(name.asText().replaceFirst("^/", "")));
    }
    get("/networks").forEach(network -> names.add(network.path("Name").asText()));
    get("/volumes").path("Volumes").forEach(volume -> names.add(volume.path("Name").asText()));
    return names;
  }

  @Override
  public void create(String name, JsonNode body) {
    post("/containers/create?name=" + name, body);
  }

  @Override
  public void start(String name) {
    String path = "/containers/" + name + "/start";
    // Podman lets go of a removed container's ports a little after it has said that it is gone.
    Answer started =
        Awaitility.await()
            .atMost(PORT_RELEASE)
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> http.call("POST", API + path, Body.NONE),
                answer -> answer.isGood() || !answer.text().contains("address already in use"));
    good("POST " + path, started);
  }

  @Override
  public void stop(String name) {
    post("/containers/" + name + "/stop?t=1");
  }

  @Override
  public void kill(String name) {
    post("/containers/" + name + "/kill");
  }

  @Override
  public void pause(String name) {
    post("/containers/" + name + "/pause");
  }

  @Override
  public void remove(String name) {
    must("DELETE", "/containers/" + name + "?force=true", Body.NONE);
  }

  @Override
  public void rename(String name, String newName) {
    post("/containers/" + name + "/rename?name=" + newName);
  }

  @Override
  public void update(String name, JsonNode body) {
    String own = "/containers/" + name + "/update";
    Answer answer = http.call("POST", API + own, json(body));
    if (answer.status() == 404) {
      String libpod = "/v4.0.0/libpod" + own;
      answer = http.call("POST", libpod, json(LibpodLimits.of(body)));
    }
    good(own, answer);
  }

  @Override
  public void connect(String network, JsonNode body) {
    post("/networks/" + network + "/connect", body);
  }

  @Override
  public void disconnect(String network, String container) {
    JsonNode body = JSON.createObjectNode().put("Container", container).put("Force", true);
    post("/networks/" + network + "/disconnect", body);
  }

  @Override
  public void write(String container, String path, String text) {
    int cut = path.lastIndexOf('/');
    byte[] tar = TarFile.of(path.substring(cut + 1), 0644, text);
    String folder = cut == 0 ? "/" : path.substring(0, cut);
    must(
        "PUT",
        "/containers/" + container + "/archive?path=" + folder,
        new Body("application/x-tar", tar));
  }

  @Override
  public String read(String container, String path) {
    Answer answer =
        http.call("GET", API + "/containers/" + container + "/archive?path=" + path, Body.NONE);
    return answer.isGood() ? TarFile.text(answer.bytes()) : "";
  }

  @Override
  public void removeFile(String container, String path) {
    JsonNode command = JSON.createObjectNode().set("Cmd", words("rm", path));
    JsonNode exec = parse(must("POST", "/containers/" + container + "/exec", json(command)));
    String id = exec.path("Id").asText();
    post("/exec/" + id + "/start", JSON.createObjectNode().put("Detach", true));
    String archive = API + "/containers/" + container + "/archive?path=" + path;
    for (int tries = 0; http.call("HEAD", archive, Body.NONE).isGood(); tries++) {
      if (tries > 200) {
        throw new AssertionError(path + " is still in " + container);
      }
    }
  }

  @Override
  public void tag(String image, String repository, String tag) {
    post("/images/" + image + "/tag?repo=" + repository + "&tag=" + tag);
  }

  @Override
  public void forget(String reference) {
    http.call("DELETE", API + "/images/" + reference + "?force=true", Body.NONE);
  }

  @Override
  public void push(String reference) {
    int cut = reference.lastIndexOf(':');
    String path =
        "/images/" + reference.substring(0, cut) + "/push?tag=" + reference.substring(cut + 1);
    // Without a login; the engine wants the header all the same.
    Answer answer = good(path, http.call("POST", API + path, new Body(LOGIN, new byte[0])));
    if (answer.text().contains("\"error\"")) {
      throw new AssertionError(path + ": " + answer.text());
    }
  }

  @Override
  public void checkHealth(String name) {
    // Docker does not know this call, and needs none.
    http.call("GET", "/v4.0.0/libpod/containers/" + name + "/healthcheck", Body.NONE);
  }

  @Override
  public void createNetwork(JsonNode body) {
    post("/networks/create", body);
  }

  @Override
  public void removeNetwork(String name) {
    must("DELETE", "/networks/" + name, Body.NONE);
  }

  @Override
  public void createVolume(JsonNode body) {
    post("/volumes/create", body);
  }

  @Override
  public void removeVolume(String name) {
    must("DELETE", "/volumes/" + name, Body.NONE);
  }

  private static JsonNode words(String... words) {
    var array = JSON.createArrayNode();
    for (String word : words) {
      array.add(word);
    }
    return array;
  }

  private JsonNode find(String path) {
    Answer answer = http.call("GET", API + path, Body.NONE);
    return answer.status() == 404 ? MissingNode.getInstance() : parse(good("GET " + path, answer));
  }

  private JsonNode get(String path) {
    return parse(must("GET", path, Body.NONE));
  }

  private void post(String path) {
    must("POST", path, Body.NONE);
  }

  private void post(String path, JsonNode body) {
    must("POST", path, json(body));
  }

  private Answer must(String method, String path, Body body) {
    return good(method + " " + path, http.call(method, API + path, body));
  }

  private static Answer good(String call, Answer answer) {
    if (!answer.isGood()) {
      throw new AssertionError(call + ": " + answer.status() + " " + answer.text());
    }
    return answer;
  }

  private static Body json(JsonNode body) {
    return new Body("application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode parse(Answer answer) {
    try {
      return JSON.readTree(answer.bytes());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + answer.text(), e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
