package org.redoubt.enforce;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts changes to a URL, as JSON: {@code {"at": ISO 8601, "all": false, "changes": [{"action":
 * "ban", "prefix": ..., "until": ISO 8601 or null}, {"action": "lift", "prefix": ...}]}}. With
 * {@code "all": true} the bans named are all there are. The receiver ends bans by their {@code
 * until}.
 *
 * <p>{@code X-Redoubt-Signature: sha256=HEX} is the HMAC-SHA256 of the body; the receiver should
 * refuse a body whose {@code at} is old. A delivery may come twice and means the same then.
 */
public final class WebhookEnforcer implements Enforcer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ALGORITHM = "HmacSHA256";

  private final URI url;
  private final SecretKeySpec key;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * A URL to be told.
   *
   * @param secretFile holds what is shared with the receiver, for its owner's eyes alone
   */
  public record Settings(String url, Path secretFile) {
    public Settings {
      checked(URI.create(url));
    }
  }

  /**
   * @throws IOException when the secret cannot be read, or others than its owner and group can
   */
  WebhookEnforcer(Settings settings) throws IOException {
    this(URI.create(settings.url), secret(settings.secretFile));
  }

  /**
   * @param secret shared with the receiver; not empty
   */
  public WebhookEnforcer(URI url, byte[] secret) {
    this.url = checked(url);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  private static URI checked(URI url) {
    if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())
        || url.getHost() == null) {
      throw new IllegalArgumentException("not an http or https URL: " + url);
    }
    return url;
  }

  private static byte[] secret(Path file) throws IOException {
    if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      throw new IOException(file + " may be read by everybody; run: chmod o= " + file);
    }
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw new IOException(file + " is empty; write the secret of the webhook into it");
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "webhook " + url.getHost();
  }

  @Override
  public void restore(Collection<Change.Ban> wanted, long nowMillis) throws IOException {
    post(body(new ArrayList<>(wanted), nowMillis, true));
  }

  @Override
  public void apply(List<Change> changes, long nowMillis) throws IOException {
    if (!changes.isEmpty()) {
      post(body(changes, nowMillis, false));
    }
  }

  private static String body(List<? extends Change> changes, long nowMillis, boolean all) {
    return changes.stream()
        .map(change -> entry(change, nowMillis))
        .collect(
            Collectors.joining(
                ",",
                "{\"at\":\""
                    + Instant.ofEpochMilli(nowMillis)
                    + "\",\"all\":"
                    + all
                    + ",\"changes\":[",
                "]}"));
  }

  private static String entry(Change change, long nowMillis) {
    return change instanceof Change.Ban ban && ban.untilMillis() > nowMillis
        ? "{\"action\":\"ban\",\"prefix\":\"%s\",\"until\":%s}"
            .formatted(ban.prefix(), BanFileFormat.until(ban))
        : "{\"action\":\"lift\",\"prefix\":\"%s\"}".formatted(change.prefix());
  }

  private void post(String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Redoubt-Signature", "sha256=" + signature(body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new IOException(name() + " answered " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + name(), e);
    }
  }

  private String signature(String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Tells that there are no bans. */
  @Override
  public void flush() throws IOException {
    post(body(List.of(), System.currentTimeMillis(), true));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
