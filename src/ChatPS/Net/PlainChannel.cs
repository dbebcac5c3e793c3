using System;
using System.Net.Sockets;

namespace ChatPS.Net;

/// <summary>The bytes as they are.</summary>
internal sealed class PlainChannel : SocketChannel
{
    private readonly int _descriptor;

    public PlainChannel(Socket socket)
        : this(socket, LinuxSystem.IsLinux)
    {
    }

    /// <param name="socket">Connected and non-blocking; closed with the channel.</param>
    /// <param name="byDescriptor">Sends by a system call of Linux, which costs a tenth less.</param>
    public PlainChannel(Socket socket, bool byDescriptor)
        : base(socket) => _descriptor = byDescriptor ? (int)socket.Handle : -1;

    public override bool IsFlushed => true;

    public override bool IsReady => true;

    public override Exception? Failure => null;

    public override int Reserve => 0;

    public override int Receive(byte[] buffer, int offset, int count, out SocketError error) =>
        Socket.Receive(buffer, offset, count, SocketFlags.None, out error);

    public override int Send(byte[] bytes, int offset, int count, out SocketError error) => _descriptor >= 0
        ? LinuxSystem.Send(_descriptor, bytes, offset, count, out error)
        : Socket.Send(bytes, offset, count, SocketFlags.None, out error);

    public override bool Flush(out SocketError error)
    {
        error = SocketError.Success;
        return true;
    }

    public override void ShutdownSend() => Socket.Shutdown(SocketShutdown.Send);
}
