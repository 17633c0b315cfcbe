package io.heaptide.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads Prometheus' answer to a range query as it comes, keeping numbers only. */
final class MatrixReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double MILLIS_PER_SECOND = 1000;

    private final long maxPoints;
    private final List<Matrix.Points> series = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> status = new HashMap<>();
    private long points;
    private long notNumbers;

    /** @param maxPoints with more of them the answer would not fit into memory */
    MatrixReader(long maxPoints) {
        this.maxPoints = maxPoints;
    }

    Matrix read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            readObject(json);
        } catch (JsonEOFException brokenOff) {
            throw brokenOff;
        } catch (JsonParseException notJson) {
            throw new PrometheusFailed("something that is no JSON: is there a login page before it?");
        }
        if (!"success".equals(status.get("status"))) {
            throw new PrometheusFailed("an error: " + status.getOrDefault("error", "without a word"));
        }
        if (!"matrix".equals(status.get("resultType"))) {
            throw new PrometheusFailed("no series but a " + status.get("resultType"));
        }
        return new Matrix(series, points, notNumbers, warnings);
    }

    /** The text of an error's answer, empty if it is not in Prometheus' form. */
    static String errorOf(String body) {
        MatrixReader reader = new MatrixReader(0);
        try (JsonParser json = JSON.createParser(body)) {
            reader.readObject(json);
            return reader.status.getOrDefault("errorType", "") + ": " + reader.status.getOrDefault("error", "");
        } catch (IOException notJson) {
            return "";
        }
    }

    /** The answer, or the data in it: both are flat enough to be read alike. */
    private void readObject(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.START_OBJECT) {
            throw new PrometheusFailed("something that is no JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                status.put(field, json.getText());
            } else if (field.equals("data") && value == JsonToken.START_OBJECT) {
                readData(json);
            } else if (field.equals("warnings") && value == JsonToken.START_ARRAY) {
                readWarnings(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readData(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("resultType")) {
                status.put(field, json.getText());
            } else if (field.equals("result") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readSeries(json);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void readWarnings(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            warnings.add(json.getText());
        }
    }

    private void readSeries(JsonParser json) throws IOException {
        Map<String, String> labels = new HashMap<>();
        Matrix.Points read = new Matrix.Points(labels);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("metric") && value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    labels.put(json.currentName(), json.nextTextValue());
                }
            } else if (field.equals("values") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_ARRAY) {
                    readPoint(json, read);
                }
            } else {
                json.skipChildren(); // native histograms are no levels
            }
        }
        series.add(read);
    }

    private void readPoint(JsonParser json, Matrix.Points into) throws IOException {
        json.nextToken();
        long atMillis = Math.round(json.getDoubleValue() * MILLIS_PER_SECOND);
        String text = json.nextTextValue();
        json.nextToken();
        if (++points > maxPoints) {
            throw new PrometheusFailed.TooMuch("more than " + maxPoints + " points at once");
        }
        if (text.endsWith("NaN") || text.endsWith("Inf")) {
            notNumbers++;
        } else {
            into.add(atMillis, Double.parseDouble(text));
        }
    }
}
