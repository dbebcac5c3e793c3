using System;
using System.Net;
using System.Net.Sockets;
using ChatPS.Net;

namespace ChatPS.Server;

/// <summary>Who may connect: as many as there is room for, and no address takes all the places. For the loop's thread.</summary>
internal sealed class Admission(ServerOptions options, ServerSettings settings, PeerList peers, int capacity)
{
    private readonly AddressTable _addresses = new(settings.Rate);

    // What is above it is beyond what works here: Socket.Select has a limit, and so have the descriptors of a process.
    private readonly int _capacity = Math.Max(1, Math.Min(capacity - ServerLimits.ExtraPeers, options.DescriptorLimit - ServerLimits.FreeDescriptors - ServerLimits.RefusalDescriptors));

    /// <summary>Whether there is room for one more peer, be it to tell it that the server is full.</summary>
    public bool HasRoom => peers.Count < MaxClient + ServerLimits.ExtraPeers;

    /// <summary>All places are taken.</summary>
    public bool IsFull => FreePlaces <= 0;

    /// <summary>Places that nobody has.</summary>
    public int FreePlaces => MaxClient - peers.OpenCount;

    /// <summary>What is remembered of the address that a socket is connected to.</summary>
    public ClientAddress AddressOf(Socket socket, long now)
    {
        try
        {
            return _addresses.Get(((IPEndPoint)socket.RemoteEndPoint!).Address, now);
        }
        catch (SocketException)
        {
            return _addresses.Get(IPAddress.None, now); // it has reset the connection already
        }
    }

    /// <summary>Has the limit of requests of each name and address follow the settings.</summary>
    public void UpdateRate() => _addresses.ChangeRate(settings.Rate);

    /// <summary>The address has all the places that one may have. On loopback there is no such limit.</summary>
    public bool IsFullFor(ClientAddress address) =>
        !IPAddress.IsLoopback(address.Address) && address.OpenCount >= settings.EffectiveMaxClientPerAddress;

    /// <summary>
    /// So many descriptors are in use that this socket and those who are told that the server is full would leave too few for the rest
    /// of the process. A new descriptor is the lowest free one: all below it are in use.
    /// </summary>
    public bool IsShortOfDescriptors(Socket socket) =>
        Descriptor(socket) >= options.DescriptorLimit - ServerLimits.FreeDescriptors - ServerLimits.RefusalDescriptors;

    /// <summary>
    /// Half of those who are told that the server is full, and take their time to close, hold a descriptor: the first of them is not
    /// waited for any more.
    /// </summary>
    public bool IsCrowded(Socket socket) =>
        Descriptor(socket) >= options.DescriptorLimit - ServerLimits.FreeDescriptors - (ServerLimits.RefusalDescriptors / 2);

    /// <summary>Not even somebody who is told that the server is full may come.</summary>
    public bool IsOutOfDescriptors(Socket socket) => Descriptor(socket) >= options.DescriptorLimit - ServerLimits.FreeDescriptors - 1;

    private int MaxClient => Math.Min(settings.MaxClient, _capacity);

    private static int Descriptor(Socket socket) => LinuxSystem.HasDescriptors ? (int)socket.Handle : -1;
}
