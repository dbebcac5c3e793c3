using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// The requests that a server still owes an answer, in the order they were sent, which is the order it answers in.
/// Finds which of them a frame answers, if any. Knows no socket; the session's lock guards it.
/// </summary>
internal sealed class OwedAnswers
{
    /// <summary>A server that never echoes must not make this grow for ever: beyond it the oldest echo nobody waits for is forgotten.</summary>
    private const int Limit = 200_000;

    /// <summary>How far an echo that is not the next one is looked for: a server that mangles texts must not make each search long.</summary>
    private const int EchoReach = 64;

    /// <summary>A heading may promise a thousand million names: this many are taken.</summary>
    private const int MostNames = 100_000;

    /// <summary>How long a list that gave fewer names than its heading said, or a login that was met by chat, may still be added to.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    // Words in use before a colon in answers; a frame that begins so looks like chat and is none while the answer is owed.
    private static readonly Regex s_answerHeading = new(
        "^(?:ok|success|sent|whisper|whispered|delivered|server|system|info|welcome|login|hello): ",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_whisperWord = new(
        "^OK\\b|whisper|deliver|\\bsent\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly LinkedList<PendingRequest> _owed = new();

    // Those of them that are no echoes: few, while a server that never echoes leaves thousands of others between them.
    private readonly LinkedList<LinkedListNode<PendingRequest>> _questions = new();
    private readonly int[] _owedOfKind = new int[4];
    private readonly string _ownName;

    public OwedAnswers(string ownName) => _ownName = ownName;

    public int Count => _owed.Count;

    public void Add(PendingRequest request)
    {
        if (_owed.Count >= Limit)
            Remove(_owed.First!);
        LinkedListNode<PendingRequest> node = _owed.AddLast(request);
        if (request.Kind != AnswerKind.Echo)
            _questions.AddLast(node);
        _owedOfKind[(int)request.Kind]++;
    }

    /// <summary>For a request that was never sent.</summary>
    public void Withdraw(PendingRequest request)
    {
        if (_owed.FindLast(request) is { } node)
            Remove(node);
    }

    /// <summary>Which request a frame answers; that request has its answer then, and those before it are forgotten.</summary>
    /// <returns>Null when the frame answers none.</returns>
    public PendingRequest? Answer(in ChatFrame frame, string payload)
    {
        if (_owed.Count == 0 || frame.Shape == FrameShape.Presence)
            return null;
        LinkedListNode<PendingRequest>? node = IsLoginRefusal(payload) || frame.Shape == FrameShape.Refusal
            ? FirstUnanswered()
            : Find(frame, payload);
        if (node is null)
            return null;
        ForgetBefore(node);
        Settle(node.Value, frame, payload);
        if (node.Value.IsDone)
            Remove(node);
        return node.Value;
    }

    /// <summary>Ends a request whose answer may be whole and to which nothing more came.</summary>
    public void CompleteIfDue(PendingRequest request)
    {
        if (request.IsDone || request.CompleteAt is not { HasPassed: true })
            return;
        request.IsDone = true;
        Withdraw(request);
    }

    // Answers come in order: what was asked before and not answered never will be. What somebody waits for is left to its time limit.
    private void ForgetBefore(LinkedListNode<PendingRequest> node)
    {
        for (LinkedListNode<PendingRequest>? before = node.Previous; before is not null;)
        {
            LinkedListNode<PendingRequest> gone = before;
            before = before.Previous;
            if (!gone.Value.IsAwaited)
                Remove(gone);
        }
    }

    private void Remove(LinkedListNode<PendingRequest> node)
    {
        _owed.Remove(node);
        if (node.Value.Kind != AnswerKind.Echo)
            _questions.Remove(node);
        _owedOfKind[(int)node.Value.Kind]--;
    }

    private LinkedListNode<PendingRequest>? FirstUnanswered()
    {
        LinkedListNode<PendingRequest>? node = _owed.First;
        while (node is { Value.HasNames: true })
            node = node.Next;
        return node;
    }

    private bool IsLoginRefusal(string payload) =>
        _owed.First!.Value.Kind == AnswerKind.Welcome && payload.StartsWith("NO", StringComparison.Ordinal);

    private LinkedListNode<PendingRequest>? Find(in ChatFrame frame, string payload)
    {
        if (frame.IsChat)
            return FindEcho(frame) ?? FindHeaded(payload);
        return FindBareEcho(payload) ?? FindForPlain(payload);
    }

    // Our own words came back: the next echo owed, or the one with this text, or, if the server changed the text, the next one.
    private LinkedListNode<PendingRequest>? FindEcho(in ChatFrame frame)
    {
        if (frame.Shape != FrameShape.Message || !ChatNames.Same(frame.Sender, _ownName))
            return null;
        LinkedListNode<PendingRequest>? next = null;
        int steps = 0;
        for (LinkedListNode<PendingRequest>? node = _owed.First; node is not null && steps++ < EchoReach; node = node.Next)
        {
            if (node.Value.Kind != AnswerKind.Echo)
                continue;
            if (node.Value.Text == frame.Text)
                return node;
            next ??= node;
        }

        return next;
    }

    // An echo in a shape we do not know ends with the text, and says no more before it than who said it.
    private LinkedListNode<PendingRequest>? FindBareEcho(string payload)
    {
        LinkedListNode<PendingRequest>? node = FirstOf(AnswerKind.Echo);
        if (node is null || !payload.EndsWith(node.Value.Text, StringComparison.Ordinal))
            return null;
        string before = payload.Substring(0, payload.Length - node.Value.Text.Length);
        bool ours = before.Length == 0 || before == "MSG " || before.IndexOf(_ownName, StringComparison.OrdinalIgnoreCase) >= 0;
        return ours ? node : null;
    }

    private LinkedListNode<PendingRequest>? FindHeaded(string payload)
    {
        if (FirstOf(AnswerKind.Names) is { } list && NameList.HasHeading(payload))
            return list;
        LinkedListNode<PendingRequest>? login = FirstOf(AnswerKind.Welcome);
        LinkedListNode<PendingRequest>? answer = login ?? FirstOf(AnswerKind.WhisperReceipt);
        if (answer is not null && s_answerHeading.IsMatch(payload))
            return answer;

        // Only who is logged in hears chat. It may overtake the welcome, which is waited for a little longer.
        if (login is not null)
            login.Value.CompleteAt ??= Deadline.After(s_grace);
        return null;
    }

    // The first answer owed that is not an echo, unless the words tell that it is the answer to another.
    private LinkedListNode<PendingRequest>? FindForPlain(string payload)
    {
        if (FirstOf(AnswerKind.Welcome) is { } login)
            return login;
        LinkedListNode<PendingRequest>? list = FirstOf(AnswerKind.Names);
        LinkedListNode<PendingRequest>? whisper = FirstOf(AnswerKind.WhisperReceipt);
        if (list is { Value.HasNames: true } && NameList.Read(payload).Total is null)
            list = null; // it is only added to under its own heading
        if (list is null || whisper is null)
            return list ?? whisper;
        if (NameList.HasHeading(payload))
            return list;
        return s_whisperWord.IsMatch(payload) || IsBefore(whisper, list) ? whisper : list;
    }

    private bool IsBefore(LinkedListNode<PendingRequest> one, LinkedListNode<PendingRequest> other)
    {
        LinkedListNode<LinkedListNode<PendingRequest>>? question = _questions.First;
        while (question is not null && question.Value != one && question.Value != other)
            question = question.Next;
        return question?.Value == one;
    }

    private LinkedListNode<PendingRequest>? FirstOf(AnswerKind kind)
    {
        if (_owedOfKind[(int)kind] == 0)
            return null;
        if (kind == AnswerKind.Echo)
            return FirstEcho();
        LinkedListNode<LinkedListNode<PendingRequest>> question = _questions.First!;
        while (question.Value.Value.Kind != kind)
            question = question.Next!;
        return question.Value;
    }

    private LinkedListNode<PendingRequest> FirstEcho()
    {
        LinkedListNode<PendingRequest> node = _owed.First!;
        while (node.Value.Kind != AnswerKind.Echo)
            node = node.Next!;
        return node;
    }

    private static void Settle(PendingRequest request, in ChatFrame frame, string payload)
    {
        bool refused = frame.Shape == FrameShape.Refusal
            || (request.Kind == AnswerKind.Welcome && payload.StartsWith("NO", StringComparison.Ordinal));
        if (refused)
            request.Refusal = payload;
        request.IsDone = true;
        if (refused || request.Kind != AnswerKind.Names)
            return;
        NameList list = NameList.Read(payload);
        request.Names.AddRange(list.Names);
        if (list.Total > request.Names.Count && request.Names.Count < MostNames)
        {
            request.IsDone = false;
            request.CompleteAt = Deadline.After(s_grace);
        }
    }
}
