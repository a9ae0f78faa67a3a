package org.redoubt.repute;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a list unless we have it already: one request, bounded in size and time.
 *
 * @param mostBytes what is longer is refused
 * @param longest the whole of it must not take longer
 */
record Download(long mostBytes, Duration longest) {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  /** What came of it. */
  sealed interface Outcome {}

  /** What we have is what there is. */
  record Unchanged() implements Outcome {}

  /** The file has been written. */
  record Fetched(Version version) implements Outcome {}

  /**
   * Asks for what is newer than the version, and writes it to the file.
   *
   * @throws IOException when it could not be fetched; the message is for people
   */
  Outcome fetch(Version have, Path into) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    try {
      HttpResponse<Path> response = send(client, request(have), into);
      return switch (response.statusCode()) {
        case OK -> new Fetched(Version.of(have.from(), response));
        case NOT_MODIFIED -> new Unchanged();
        default -> throw new IOException("the server answers " + response.statusCode());
      };
    } finally {
      client.shutdownNow();
    }
  }

  private static HttpRequest request(Version have) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(have.from())).header("User-Agent", "redoubt");
    if (!have.etag().isEmpty()) {
      request.header("If-None-Match", have.etag());
    }
    if (!have.modified().isEmpty()) {
      request.header("If-Modified-Since", have.modified());
    }
    return request.build();
  }

  private HttpResponse<Path> send(HttpClient client, HttpRequest request, Path into)
      throws IOException, InterruptedException {
    HttpResponse.BodyHandler<Path> file =
        BodyHandlers.ofFile(
            into,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(request, BodyHandlers.limiting(file, mostBytes));
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("took longer than " + longest.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(told(e.getCause()), e);
    }
  }

  private static String told(@Nullable Throwable cause) {
    if (cause == null) {
      return "failed";
    }
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
