namespace ChatPS.Client;

/// <summary>Requests in the order they were sent. A request is in one list at a time, whose links it carries itself.</summary>
internal sealed class RequestList
{
    public PendingRequest? First { get; private set; }

    public PendingRequest? Last { get; private set; }

    public int Count { get; private set; }

    public void Append(PendingRequest request)
    {
        request.Previous = Last;
        request.Next = null;
        if (Last is null)
            First = request;
        else
            Last.Next = request;
        Last = request;
        Count++;
    }

    public void Remove(PendingRequest request)
    {
        if (request.Previous is null)
            First = request.Next;
        else
            request.Previous.Next = request.Next;
        if (request.Next is null)
            Last = request.Previous;
        else
            request.Next.Previous = request.Previous;
        request.Previous = request.Next = null;
        Count--;
    }
}
