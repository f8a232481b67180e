package io.remoteaudit.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewMessage;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Question;
import java.nio.file.Path;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Asks questions in one engagement and carries them to their end. Every change needs the right {@code ask}. Each method
 * blocks; failures are those of {@link EngagementClient}. Safe for use by several threads.
 */
public final class QuestionsClient {

    private final Transport transport;
    private final String engagement;
    private final EngagementAddress address;

    QuestionsClient(EngagementAddress address, String engagement) {
        this.transport = address.transport();
        this.engagement = engagement;
        this.address = address;
    }

    /**
     * Asks a question, once, also when the answer is lost and it is sent again.
     *
     * @param question the question
     * @return the question as the ledger has it
     */
    public Question ask(NewQuestion question) {
        return QuestionJson.read(
                transport
                        .post(address.change("questions"), QuestionJson.write(question))
                        .json(),
                engagement);
    }

    /**
     * The questions in the order they were asked.
     *
     * @param cursor where the page before ended; null for the first page
     * @return one page
     */
    public Page<Question> list(@Nullable String cursor) {
        return list(address.at("questions"), cursor);
    }

    /**
     * The questions that hold some words, be it in what was asked or in what was answered.
     *
     * @param query words and phrases in the query language, all of which stand somewhere in a question
     * @param cursor where the page before ended; null for the first page
     * @return one page
     */
    public Page<Question> search(String query, @Nullable String cursor) {
        return list(address.at("questions").addQueryParameter("q", query), cursor);
    }

    private Page<Question> list(HttpUrl.Builder url, @Nullable String cursor) {
        return Page.fromJson(
                transport.get(EngagementAddress.page(url, cursor)).json(), json -> QuestionJson.read(json, engagement));
    }

    /**
     * One question with its messages.
     *
     * @param questionId the question
     * @return the question
     */
    public Question question(String questionId) {
        return QuestionJson.read(
                transport.get(address.at("questions", questionId).build()).json(), engagement);
    }

    /**
     * Adds a message: asks further, accepts the answer, closes, takes back, or translates.
     *
     * @param question the question as it was read; if it has changed since, nothing is added
     * @param message what is said
     * @return the question as it is now
     */
    public Question add(Question question, NewMessage message) {
        ObjectNode body = QuestionJson.write(message);
        Request.Builder request = address.change("questions", question.id(), "messages")
                .header("If-Match", "\"" + question.version() + "\"");
        return QuestionJson.read(transport.post(request, body).json(), engagement);
    }

    /**
     * Adds a message in one language.
     *
     * @param question the question as it was read; if it has changed since, nothing is added
     * @param kind what it does; no translation
     * @param text what is said; may be empty for an acceptance, a withdrawal and a closing
     * @param language the language it is written in
     * @return the question as it is now
     */
    public Question add(Question question, MessageKind kind, String text, String language) {
        return add(question, NewMessage.of(kind, text, language));
    }

    /**
     * Takes a file of an answer away, and goes on where it broke off.
     *
     * @param question the question
     * @param message the number of the answer
     * @param name the file's name, as the answer has it
     * @param target where to write it
     * @param progress hears how far it is
     * @return the file's digest
     * @throws io.remoteaudit.ledger.ProofException if what came is not what was announced; nothing is kept then
     */
    public Hash download(Question question, int message, String name, Path target, Progress progress) {
        HttpUrl url = address.at("questions", question.id(), "messages", String.valueOf(message), "attachments", name)
                .build();
        return new FileDownload(transport, url, target, progress).run();
    }

    /**
     * Follows the questions on a thread of its own, connecting again when it must.
     *
     * @param afterLeaf the leaf index of the last message heard of; empty to begin with what comes now
     * @param listener hears of messages and of the end
     * @return closes to stop
     */
    public QuestionSubscription follow(OptionalLong afterLeaf, QuestionListener listener) {
        return QuestionSubscription.open(
                transport, address.at("questions", "events").build(), afterLeaf, listener);
    }
}
