using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>What somebody in charge may do to a running server. For the loop's thread, which is given it by the <see cref="CommandQueue"/>.</summary>
internal sealed class ServerControl(
    PeerList peers, PeerHandler handler, ChatRoom room, BanList bans, ServerSettings settings, Admission admission, ServerLog log, Func<long> clock)
{
    /// <summary>Those who are connected, in the order in which they came.</summary>
    public List<ChatClient> GetClients(ChatServer server)
    {
        long now = clock();
        var clients = new List<ChatClient>(peers.Count);
        foreach (Peer peer in peers)
        {
            if (peer.State == PeerState.Open)
                clients.Add(Describe(peer, server, now));
        }

        clients.Sort(static (one, other) => one.Id.CompareTo(other.Id));
        return clients;
    }

    /// <summary>Tells those who are meant why, and closes their connections.</summary>
    /// <returns>How many there were.</returns>
    public int Disconnect(Predicate<Peer> isMeant, string reason)
    {
        long now = clock();
        Peer[] meant = peers.Where(peer => peer.State == PeerState.Open && isMeant(peer));
        foreach (Peer peer in meant)
            handler.Disconnect(peer, OwnServerGrammar.DisconnectedMark + reason, now, ChatServerEventKind.Kicked, reason);
        return meant.Length;
    }

    /// <summary>Says something to all who are logged in, in as many frames as it takes.</summary>
    /// <returns>False when there is nothing in it to say.</returns>
    public bool Notify(string text)
    {
        List<string> payloads = ServerText.Lines(ServerText.NoticeMark, text);
        handler.SendToAll(payloads, clock());
        if (payloads.Count > 0)
            log.Add(ChatServerEventKind.Notice, reason: text);
        return payloads.Count > 0;
    }

    /// <summary>Bans a name or an address, and closes the connections it has.</summary>
    public void Ban(string nameOrAddress, TimeSpan? time)
    {
        IPAddress? address = AddressOf(nameOrAddress);
        bans.Add(address?.ToString() ?? nameOrAddress, time is { } given ? clock() + (long)given.TotalMilliseconds : long.MaxValue);
        log.Add(ChatServerEventKind.Banned, address is null ? nameOrAddress : null, address?.ToString(), time is { } minutes ? $"for {minutes.TotalMinutes:0.###} minutes" : null);
        _ = Disconnect(peer => address is null ? peer.IsInside && UserNameRules.Same(peer.Name, nameOrAddress) : peer.Gate.Address.Address.Equals(address), ServerText.Banned);
    }

    /// <returns>False when it was not banned.</returns>
    public bool Unban(string nameOrAddress)
    {
        IPAddress? address = AddressOf(nameOrAddress);
        if (!bans.Remove(address?.ToString() ?? nameOrAddress))
            return false;
        log.Add(ChatServerEventKind.Unbanned, address is null ? nameOrAddress : null, address?.ToString());
        return true;
    }

    public List<Ban> GetBans()
    {
        long now = clock();
        DateTime today = DateTime.Now;
        return bans.Bans.Select(ban => new Ban(ban.Key, ban.Value == long.MaxValue ? null : today.AddMilliseconds(ban.Value - now))).ToList();
    }

    /// <summary>Where those who are connected come from.</summary>
    public List<string> GetAddresses() => peers.Where(static peer => peer.State == PeerState.Open).Select(static peer => peer.Gate.Address.Text).Distinct().ToList();

    /// <summary>The limits, in words.</summary>
    public string Limits => string.Format(
        CultureInfo.InvariantCulture,
        "MaxClient {0}, MaxClientPerAddress {1}, MessagesPerSecond {2}, LoginTimeout {3}",
        settings.MaxClient,
        settings.EffectiveMaxClientPerAddress,
        settings.Rate.PerSecond,
        settings.LoginTimeout.TotalSeconds);

    /// <summary>Changes settings; each is one event of the log.</summary>
    public void Change(ServerChange change)
    {
        settings.MaxClient = Changed(nameof(change.MaxClient), change.MaxClient) ?? settings.MaxClient;
        settings.MaxClientPerAddress = Changed(nameof(change.MaxClientPerAddress), change.MaxClientPerAddress) ?? settings.MaxClientPerAddress;
        settings.MessagesPerSecond = Changed(nameof(change.MessagesPerSecond), change.MessagesPerSecond) ?? settings.MessagesPerSecond;
        settings.LoginTimeout = Changed(nameof(change.LoginTimeout), change.LoginTimeout) ?? settings.LoginTimeout;
        admission.UpdateRate();
        peers.TouchAll(); // who waited for the old limit need not
        if (change.Motd is { } motd)
        {
            room.Motd = motd;
            log.Add(ChatServerEventKind.Changed, reason: $"{nameof(change.Motd)}: {motd}");
        }

        if (change.Logins is { } logins)
        {
            room.Logins = new LoginList(logins);
            log.Add(ChatServerEventKind.Changed, reason: $"{nameof(change.Logins)}: {logins.Count}");
        }
    }

    /// <summary>The address that a text is; null for a name. A name of digits alone, which the system would take for an address, is a name.</summary>
    public static IPAddress? AddressOf(string nameOrAddress)
    {
        if (UserNameRules.IsAsciiAlphanumeric(nameOrAddress) || !IPAddress.TryParse(nameOrAddress, out IPAddress? address))
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private T? Changed<T>(string name, T? value)
        where T : struct
    {
        if (value is { } given)
            log.Add(ChatServerEventKind.Changed, reason: string.Format(CultureInfo.InvariantCulture, "{0}: {1}", name, given));
        return value;
    }

    private static ChatClient Describe(Peer peer, ChatServer server, long now) => new()
    {
        Id = peer.Id,
        Name = peer.IsInside ? peer.Name : null,
        Address = peer.Gate.Address.Address,
        Since = peer.Facts.Since,
        Idle = TimeSpan.FromMilliseconds(Math.Max(0, now - peer.Facts.LastRequest)),
        Queued = peer.Output.Count,
        Sent = peer.Output.Sent,
        Received = peer.Facts.Received,
        Server = server,
    };
}
